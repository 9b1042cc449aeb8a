package io.griot.infra.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.KeyKind;
import io.griot.contract.Names;
import io.griot.functions.access.ApiKey;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.local.aws.LocalAws;
import io.griot.local.aws.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The operator's program as {@code ./griot key} runs it, against DynamoDB Local. */
class KeyMintIT {
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
  void printsAKeyThatWorksAndKeepsItsHashAlone() throws Exception {
    Result made = mint("shop", "live");

    assertThat(made.status()).as(made.errors()).isZero();
    String key = made.output().strip();
    assertThat(key).startsWith("live_");
    DynamoAccessStore access = new DynamoAccessStore(tables, NAMES);
    assertThat(access.key(ApiKeyItem.hashOf(key)))
        .get()
        .extracting(ApiKey::customer, ApiKey::kind)
        .containsExactly(Optional.of(new CustomerId("shop")), KeyKind.LIVE);
    assertThat(access.subscription(new CustomerId("shop"))).isPresent();
    assertThat(tables.scan(scan -> scan.tableName("mint-api-keys")).items().toString())
        .doesNotContain(key);
  }

  @Test
  void makesTheFirstKeyOnce() throws Exception {
    Result first = mint("operator", "live", "--first");
    Result again = mint("operator", "live", "--first");
    Result another = mint("operator", "test");

    assertThat(first.output()).startsWith("live_");
    assertThat(again.output()).isEmpty();
    assertThat(again.errors()).contains("customer operator exists: no new key was made");
    assertThat(another.output()).startsWith("test_");
  }

  @Test
  void saysInALineWhatIsWrong() throws Exception {
    Result made = mint("no customer", "live");

    assertThat(made.status()).isEqualTo(1);
    assertThat(made.output()).isEmpty();
    assertThat(made.errors().lines().filter(line -> line.startsWith("no key was made: ")))
        .hasSize(1);
    assertThat(made.errors()).doesNotContain("\tat ");
  }

  private record Result(int status, String output, String errors) {}

  private static Result mint(String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    KeyMint.class.getName()),
                Stream.of(arguments))
            .toList();
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
                "GRIOT_PREFIX", NAMES.prefix()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output, Files.readString(errors));
  }
}
