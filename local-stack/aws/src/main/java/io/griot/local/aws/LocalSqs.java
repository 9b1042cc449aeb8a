package io.griot.local.aws;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import scala.Function0;
import scalikejdbc.ConnectionPool;

/**
 * ElasticMQ with its queues and messages in an H2 file, so that both survive a restart. Its threads
 * are configured in {@code application.conf}. Only one per JVM, because ElasticMQ's database is
 * static.
 */
final class LocalSqs implements AutoCloseable {
  private static final AtomicBoolean running = new AtomicBoolean();

  private final URI endpoint;
  private final Function0<?> stop;

  /**
   * Starts it.
   *
   * @param folder the folder of its database; created if needed
   * @param port 0 for any free one
   * @throws IllegalStateException when another runs in this JVM
   */
  LocalSqs(Path folder, int port, String region) {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException("ElasticMQ runs in this JVM already: close that one first");
    }
    int bound = port == 0 ? Loopback.freePort() : port;
    endpoint = Loopback.uri(bound);
    Config settings =
        ConfigFactory.parseMap(
                Map.ofEntries(
                    Map.entry("node-address.host", Loopback.HOST),
                    Map.entry("node-address.port", bound),
                    Map.entry("rest-sqs.bind-hostname", Loopback.HOST),
                    Map.entry("rest-sqs.bind-port", bound),
                    Map.entry("rest-sqs.sqs-limits", "strict"),
                    Map.entry("aws.region", region),
                    Map.entry("messages-storage.enabled", true),
                    Map.entry("messages-storage.uri", databaseUrl(folder)),
                    Map.entry("queues-storage.enabled", false)))
            .withFallback(ConfigFactory.load());
    connect(databaseUrl(folder));
    try {
      stop = new ElasticMQServer(new ElasticMQServerConfig(settings)).start();
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  // ElasticMQ connects to the database of the first server in a JVM, and later servers reuse it.
  private static void connect(String url) {
    var settings = ConnectionPool.singleton$default$4();
    ConnectionPool.singleton(
        url, "", "", settings, ConnectionPool.singleton$default$5(url, "", "", settings));
  }

  // DB_CLOSE_ON_EXIT=FALSE: otherwise the database closes as soon as the JVM shuts down, before
  // hosts have given their messages back. WRITE_DELAY=0: otherwise H2 keeps commits in memory for
  // half a second, and a command that was answered with 2xx is lost when the process is killed.
  // RETENTION_TIME=0: without a write delay the file is not compacted while it is open, and grows
  // by 80 KB per message unless free space is reused at once.
  private static String databaseUrl(Path folder) {
    return "jdbc:h2:"
        + folder.resolve("messages")
        + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;RETENTION_TIME=0";
  }

  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    stop.apply();
    release();
  }

  private static void release() {
    ConnectionPool.closeAll();
    running.set(false);
  }
}
