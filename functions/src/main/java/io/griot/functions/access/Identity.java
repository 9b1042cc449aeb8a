package io.griot.functions.access;

/** The sender of a request with a valid key. */
public sealed interface Identity permits Caller, Operator {
  KeyRights rights();
}
