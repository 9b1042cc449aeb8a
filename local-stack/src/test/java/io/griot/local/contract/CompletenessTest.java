package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation has its cases. */
class CompletenessTest {
  private static final List<Exercises> CASES =
      new ClassFileImporter()
          .importPackagesOf(CompletenessTest.class).stream()
              .flatMap(cases -> cases.getMethods().stream())
              .filter(method -> method.isAnnotatedWith(Exercises.class))
              .filter(CompletenessTest::runs)
              .map(method -> method.getAnnotationOfType(Exercises.class))
              .toList();

  private static boolean runs(JavaMethod method) {
    return method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class);
  }

  static Stream<Operation> operations() {
    return Documented.CATALOGUE.operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationHasACaseOfSuccess(Operation operation) {
    assertThat(CASES)
        .as("a case that exercises %s", operation.id())
        .anyMatch(c -> exercises(c, operation.id()) && c.failures().length == 0);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyFailureOfItsOwnHasACase(Operation operation) {
    Set<FailureCode> provoked =
        CASES.stream()
            .filter(c -> exercises(c, operation.id()))
            .flatMap(c -> Arrays.stream(c.failures()))
            .collect(Collectors.toSet());

    assertThat(provoked).containsAll(Documented.ownFailures(operation));
  }

  @Test
  void noCaseExercisesWhatIsNotThere() {
    assertThat(CASES)
        .flatMap(c -> List.of(c.value()))
        .allMatch(id -> Documented.CATALOGUE.operation(id).isPresent());
  }

  private static boolean exercises(Exercises cases, String operation) {
    return List.of(cases.value()).contains(operation);
  }
}
