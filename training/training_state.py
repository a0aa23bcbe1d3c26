"""A training on its way: the network, its optimiser, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from training.network import Network
from training.options import Options

_WARM_UP = 0.06
_LAST_RATE = 0.01


@dataclass(slots=True)
class Training:
    """A training on its way; ``step`` steps of ``total`` are done, in ``seconds``."""

    options: Options
    network: Network
    optimiser: torch.optim.AdamW
    total: int
    step: int = 0
    seconds: float = 0.0

    @property
    def progress(self) -> float:
        """The share that is done, of the steps or of the time, whichever is nearer its end."""
        return max(self.step / self.total, self.seconds / 60 / self.options.minutes)

    def save(self) -> None:
        """Write everything that it takes to go on."""
        path = self.options.into / "training.pt"
        state = {"network": self.network.state_dict(), "optimiser": self.optimiser.state_dict(), "step": self.step}
        state["seconds"] = self.seconds
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self) -> None:
        """Go on from what ``save`` wrote, if it did."""
        path = self.options.into / "training.pt"
        if path.exists():
            state = torch.load(path, map_location=self.options.device)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.seconds = state["step"], state["seconds"]

    def learn(self, losses: dict[str, Tensor]) -> None:
        """Take one step down the sum of ``losses``."""
        pace = min(1.0, (self.progress + 1 / self.total) / _WARM_UP) * max(_LAST_RATE, 1 - self.progress)
        for group in self.optimiser.param_groups:
            group["lr"] = group["full"] * pace
        self.optimiser.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1


def make_optimiser(network: Network, options: Options) -> torch.optim.AdamW:
    """Give AdamW; what the encoder does not learn is left out."""
    new = {"encoder.shapes.weight", "encoder.spaces.weight"}
    known = [(name, weight) for name, weight in network.named_parameters() if weight.requires_grad]
    slow = [weight for name, weight in known if name.startswith("encoder.") and name not in new]
    fast = [weight for name, weight in known if not name.startswith("encoder.") or name in new]
    groups = [{"params": slow, "full": options.rate}, {"params": fast, "full": options.head_rate}]
    return torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
