package io.griot.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.assertions.Template;

/**
 * An action on a resource that a synthesised role allows.
 *
 * @param resource the end of its ARN, as {@code local-stack}'s recorder writes it; may contain
 *     {@code *}
 */
record Grant(String action, String resource) {
  /** The bucket's name in the local stack. AWS generates its name. */
  private static final String BUCKET = "griot-objects";

  /** Whether it allows an action on a resource. */
  boolean allows(String wantedAction, String wantedResource) {
    return action.equals(wantedAction) && pattern().matcher(wantedResource).matches();
  }

  private Pattern pattern() {
    return Pattern.compile(
        Stream.of(resource.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /** The permissions in the inline policies of the roles of a service's processes. */
  static List<Grant> of(Template template, String service) {
    List<Grant> grants = new ArrayList<>();
    for (Map<String, Object> role : template.findResources("AWS::IAM::Role").values()) {
      Map<String, Object> properties = Synthesis.properties(role);
      if (String.valueOf(properties.get("AssumeRolePolicyDocument")).contains(service)) {
        for (Object policy : list(properties.getOrDefault("Policies", List.of()))) {
          statements(policy).forEach(statement -> add(grants, statement));
        }
      }
    }
    return grants;
  }

  private static void add(List<Grant> grants, Map<?, ?> statement) {
    for (Object action : list(statement.get("Action"))) {
      for (Object resource : list(statement.get("Resource"))) {
        grants.add(new Grant(action.toString(), end(text(resource))));
      }
    }
  }

  private static Stream<? extends Map<?, ?>> statements(Object policy) {
    Map<?, ?> document = (Map<?, ?>) ((Map<?, ?>) policy).get("PolicyDocument");
    return list(Objects.requireNonNull(document).get("Statement")).stream()
        .map(statement -> (Map<?, ?>) statement);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> several ? several : List.of(Objects.requireNonNull(value));
  }

  private static String end(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /** A template's value as text. An export of another stack is the bucket's name or ARN. */
  private static String text(Object value) {
    if (!(value instanceof Map<?, ?> function)) {
      return value.toString();
    }
    if (function.get("Fn::Join") instanceof List<?> join) {
      return list(join.get(1)).stream().map(Grant::text).collect(Collectors.joining());
    }
    return function.containsKey("Fn::ImportValue") ? BUCKET : function.toString();
  }
}
