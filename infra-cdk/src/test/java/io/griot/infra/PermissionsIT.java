package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;

/**
 * Compares the recorded calls of the processes in end-to-end tests with the permissions of their
 * roles: none may be missing, and none unused.
 */
class PermissionsIT {
  /** The records of two modules' tests, which run before this module's. */
  private static final List<Path> RECORDED =
      List.of(
          Path.of("..", "session-host", "target", "aws-calls"),
          Path.of("..", "local-stack", "target", "aws-calls"));

  private static final String LAMBDA_LOGS =
      "Lambda itself writes the log, with the function's role.";

  private static final String LAMBDA_POLLS =
      "Lambda itself reads the queue, with the function's role.";

  private static final String LAMBDA_READS_THE_STREAM =
      "Lambda itself reads the stream, with the function's role.";

  private static final String NO_ECS = "There is no ECS in the local stack.";

  /** The permissions that a run may not use, with the reasons. */
  private static final Map<String, String> UNSEEN =
      Map.ofEntries(
          Map.entry("api logs:CreateLogStream", LAMBDA_LOGS),
          Map.entry("api logs:PutLogEvents", LAMBDA_LOGS),
          Map.entry(
              "api s3:PutObject griot-objects/media/*",
              "The API signs uploads; who gets the link makes them."),
          Map.entry(
              "api s3:GetObject griot-objects/exports/*",
              "The API signs links to exports; who gets the link reads them."),
          Map.entry("supervisor logs:CreateLogStream", LAMBDA_LOGS),
          Map.entry("supervisor logs:PutLogEvents", LAMBDA_LOGS),
          Map.entry("webhooks logs:CreateLogStream", LAMBDA_LOGS),
          Map.entry("webhooks logs:PutLogEvents", LAMBDA_LOGS),
          Map.entry("webhooks sqs:ReceiveMessage", LAMBDA_POLLS),
          Map.entry("webhooks sqs:DeleteMessage", LAMBDA_POLLS),
          Map.entry("webhooks sqs:GetQueueAttributes", LAMBDA_POLLS),
          Map.entry("supervisor dynamodb:DescribeStream", LAMBDA_READS_THE_STREAM),
          Map.entry("supervisor dynamodb:GetRecords", LAMBDA_READS_THE_STREAM),
          Map.entry("supervisor dynamodb:GetShardIterator", LAMBDA_READS_THE_STREAM),
          Map.entry("supervisor dynamodb:ListStreams", LAMBDA_READS_THE_STREAM),
          Map.entry("supervisor ecs:DescribeServices", NO_ECS),
          Map.entry("supervisor ecs:UpdateService", NO_ECS),
          Map.entry(
              "host ecs:UpdateTaskProtection",
              "The agent of the task asks for it, with the host's role."));

  /** The prefixes of other installations' names in some tests. */
  private static final Pattern PREFIX = Pattern.compile("^(table/)?[a-z]+-");

  enum Role {
    API("lambda.amazonaws.com"),
    HOST("ecs-tasks.amazonaws.com"),
    SUPERVISOR("lambda.amazonaws.com"),
    WEBHOOKS("lambda.amazonaws.com");

    private final String service;

    Role(String service) {
      this.service = service;
    }

    private List<Grant> grants() {
      GriotApp griot = Synthesis.griot();
      Stack stack =
          switch (this) {
            case API -> griot.api();
            case HOST -> griot.hosts();
            case SUPERVISOR -> griot.supervision();
            case WEBHOOKS -> griot.webhooks();
          };
      return Grant.of(Synthesis.template(stack), service);
    }

    private String title() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Call(String action, String resource) {}

  @ParameterizedTest
  @EnumSource
  void everythingAskedForIsAllowed(Role process) throws IOException {
    List<Grant> grants = process.grants();

    assertThat(calls(process))
        .isNotEmpty()
        .allMatch(call ->
            grants.stream().anyMatch(grant -> grant.allows(call.action(), call.resource())));
  }

  @ParameterizedTest
  @EnumSource
  void everythingAllowedIsAskedFor(Role process) throws IOException {
    List<Call> calls = calls(process);

    assertThat(process.grants())
        .isNotEmpty()
        .filteredOn(grant -> !isExplained(process, grant))
        .allMatch(
            grant -> calls.stream().anyMatch(call -> grant.allows(call.action(), call.resource())));
  }

  @Test
  void everyProcessThatAsksHasARole() throws IOException {
    List<String> roles = Stream.of(Role.values()).map(Role::title).toList();

    assertThat(lines()).extracting(line -> line.split(" ", 2)[0]).isSubsetOf(roles);
  }

  @ParameterizedTest
  @EnumSource
  void onlyPrefixesOfOurOwnHaveWildcards(Role process) {
    assertThat(process.grants())
        .extracting(Grant::action)
        .noneMatch(action -> action.contains("*"));
    assertThat(process.grants())
        .filteredOn(grant -> grant.resource().contains("*"))
        .filteredOn(grant -> !grant.action().matches("logs:.*|dynamodb:ListStreams"))
        .extracting(Grant::resource)
        .allMatch(resource ->
            resource.matches(
                "(task/griot-hosts/|table/griot-sessions/stream/|griot-(session-|objects/[a-z]+/))\\*"));
  }

  private static boolean isExplained(Role process, Grant grant) {
    String name = process.title() + " " + grant.action();
    return UNSEEN.containsKey(name) || UNSEEN.containsKey(name + " " + grant.resource());
  }

  private static List<Call> calls(Role process) throws IOException {
    return lines().stream()
        .map(line -> line.split(" ", 3))
        .filter(parts -> parts[0].equals(process.title()))
        .map(parts -> new Call(parts[1], PREFIX.matcher(parts[2]).replaceFirst("$1griot-")))
        .distinct()
        .toList();
  }

  private static Set<String> lines() throws IOException {
    Set<String> lines = new TreeSet<>();
    for (Path folder : RECORDED) {
      assertThat(folder)
          .as("written by the integration and end-to-end tests: run ./griot test")
          .isDirectory();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }
}
