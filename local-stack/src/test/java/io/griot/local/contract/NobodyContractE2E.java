package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.local.client.ApiClient.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers about a person who is not on WhatsApp: each operation's example, with an unknown number.
 */
@ExtendWith(StageExtension.class)
class NobodyContractE2E {
  private static final String PERSON = "\\d{5,20}(?=@c\\.us)|(?<=\"number\":\")\\d+";
  private static final String NOBODY = "22999999999";

  private static String group = "";

  static Stream<Operation> operations() {
    return Documented.CATALOGUE.operations().stream()
        .filter(operation -> operation.runs() == Operation.Runs.PAGE)
        .filter(operation -> !ofNobody(operation).equals(example(operation)));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answers200OnlyWhereTheCatalogueSaysHow(Operation operation, Stage stage) {
    if (group.isEmpty()) {
      group = Groups.make(stage, "Without nobody", stage.customer);
    }
    String asked = ofNobody(operation).replaceAll("\\d+@g\\.us", group);

    Answer answer = stage.send(operation, Json.readObject(asked));

    if (Documented.ofNobody(operation).isEmpty()) {
      assertThat(answer.status()).as("%s", answer.text()).isIn(404, 422);
    } else {
      Documented.assertSuccess(operation, answer);
    }
  }

  private static String example(Operation operation) {
    ObjectNode example = Documented.exampleRequest(operation);
    return example.toString();
  }

  private static String ofNobody(Operation operation) {
    return example(operation).replaceAll(PERSON, NOBODY);
  }
}
