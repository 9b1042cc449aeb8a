package io.griot.functions.http;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An answer that is an object of its own.
 *
 * @param bytes the object, read when it is asked for; empty when it is not there (any more)
 * @param link an address where whoever has it can get the object, for an hour
 */
public record FiledAnswer(Supplier<Optional<byte[]>> bytes, Supplier<URI> link) {}
