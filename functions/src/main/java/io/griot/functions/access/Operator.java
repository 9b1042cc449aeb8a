package io.griot.functions.access;

/** An operator of the installation. */
public record Operator(KeyRights rights) implements Identity {}
