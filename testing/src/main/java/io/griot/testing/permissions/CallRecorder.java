package io.griot.testing.permissions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Records every distinct action of Griot's processes on AWS as a line {@code process action
 * resource} in {@code target/aws-calls}. {@code PermissionsIT} compares them with the policies. The
 * AWS SDK finds it by a file on the class path of the tests, so it sees the clients of all
 * processes, also those in a JVM of their own. Thread-safe.
 */
public final class CallRecorder implements ExecutionInterceptor {
  private static final Path FOLDER = Path.of("target", "aws-calls").toAbsolutePath();

  /**
   * The user agent of Griot's processes contains their name; that of the tests' clients does not.
   */
  private static final Pattern PROCESS = Pattern.compile("\\bgriot-([a-z]+)\\b");

  private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Optional<String> process =
        context
            .httpRequest()
            .firstMatchingHeader("User-Agent")
            .map(PROCESS::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1));
    process.ifPresent(name ->
        AwsCall.of(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME), context.request())
            .forEach(call -> note(name + " " + call.action() + " " + call.resource())));
  }

  private static void note(String line) {
    if (!NOTED.add(line)) {
      return;
    }
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          FOLDER.resolve(ProcessHandle.current().pid() + ".txt"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
