package io.griot.functions.access;

/** Who runs the installation. */
public record Operator(KeyRights rights) implements Identity {}
