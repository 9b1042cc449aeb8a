package io.griot.sandbox.protocol;

/** A business account's label; {@code color} is an index of WhatsApp's palette. */
public record WireLabel(String id, String name, int color) {}
