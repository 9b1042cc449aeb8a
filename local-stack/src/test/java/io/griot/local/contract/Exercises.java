package io.griot.local.contract;

import io.griot.contract.FailureCode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the operations that a case of the contract run exercises, and their failures. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Exercises {
  /** Their {@code operationId}s. */
  String[] value();

  /** The failures that the case provokes; none for a success. */
  FailureCode[] failures() default {};
}
