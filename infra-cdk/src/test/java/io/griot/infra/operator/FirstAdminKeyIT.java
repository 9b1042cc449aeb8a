package io.griot.infra.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.KeyKind;
import io.griot.contract.Names;
import io.griot.contract.Scope;
import io.griot.functions.access.ApiKey;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.functions.aws.DynamoKeyStore;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tests the operator's program as {@code ./griot deploy} runs it, with DynamoDB Local. */
class FirstAdminKeyIT {
  private static final Names NAMES = new Names("mint");
  private static final long DEADLINE_SECONDS = 120;

  @TempDir private static Path folder;
  private static LocalAws aws;
  private static DynamoDbClient tables;

  @BeforeAll
  static void start() {
    aws = new LocalAws(folder, Ports.ANY, NAMES);
    tables = aws.dynamoDbClient();
  }

  @AfterAll
  static void stop() {
    tables.close();
    aws.close();
  }

  @Test
  void printsTheFirstKeyOnceAndKeepsItsHashAlone() throws Exception {
    Result first = mint(NAMES);
    Result again = mint(NAMES);

    assertThat(first.status()).as(first.errors()).isZero();
    String key = first.output().strip();
    assertThat(key).startsWith("admin_");
    assertThat(access().key(ApiKeyItem.hashOf(key)))
        .get()
        .extracting(ApiKey::customer, ApiKey::kind, ApiKey::scopes)
        .containsExactly(Optional.empty(), KeyKind.ADMIN, Scope.ALL);
    assertThat(tables.scan(scan -> scan.tableName("mint-api-keys")).items().toString())
        .doesNotContain(key);
    assertThat(again.status()).isZero();
    assertThat(again.output()).isEmpty();

    DynamoKeyStore store = new DynamoKeyStore(tables, NAMES);
    store.revoke(store.find(ApiKeyItem.hashOf(key)).orElseThrow(), Instant.now());
    assertThat(mint(NAMES).output()).startsWith("admin_");
  }

  @Test
  void saysInALineWhatIsWrong() throws Exception {
    Result made = mint(new Names("nowhere"));

    assertThat(made.status()).isEqualTo(1);
    assertThat(made.output()).isEmpty();
    assertThat(made.errors().lines().filter(line -> line.startsWith("no key was made: ")))
        .hasSize(1);
    assertThat(made.errors()).doesNotContain("\tat ");
  }

  private static DynamoAccessStore access() {
    return new DynamoAccessStore(tables, NAMES);
  }

  private record Result(int status, String output, String errors) {}

  private static Result mint(Names names) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FirstAdminKey.class.getName());
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", aws.dynamoDbEndpoint().toString(),
                "AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID,
                "AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY,
                "AWS_REGION", LocalAws.REGION.id(),
                "GRIOT_PREFIX", names.prefix()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output, Files.readString(errors));
  }
}
