import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** The Neo4j of the tests: {@code java -cp "lib/*" Serve.java FOLDER PORT}; it ends when its standard input closes. */
public class Serve {
    public static void main(String[] arguments) throws Exception {
        var address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        var service = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(GraphDatabaseSettings.pagecache_memory, 128L << 20)
                .setConfig(GraphDatabaseSettings.auth_enabled, false)
                .build();
        System.out.println("READY");
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing is ever written; the end of the input is the sign.
        }
        service.shutdown();
    }
}
