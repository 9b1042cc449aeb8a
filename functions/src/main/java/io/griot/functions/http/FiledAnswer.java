package io.griot.functions.http;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An answer that is stored as an object.
 *
 * @param bytes the object, read on demand; empty when it does not exist (any more)
 * @param link a URL that gives anybody access to the object for an hour
 */
public record FiledAnswer(Supplier<Optional<byte[]>> bytes, Supplier<URI> link) {}
