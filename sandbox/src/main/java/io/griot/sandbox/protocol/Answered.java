package io.griot.sandbox.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which answer a request gets; {@link Answer.Done} without one. The page's types are made of it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Answered {
  /** The answer's record. */
  Class<? extends Answer> value();
}
