package io.griot.sandbox.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the answer of a request; without it the answer is {@link Answer.Done}. The page's types are
 * generated from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Answered {
  /** The answer's record. */
  Class<? extends Answer> value();
}
