/**
 * What a page and the server say to each other: the records of {@code
 * sandbox/page/src/protocol.ts}, which is where each field is explained. Field names are the wire's
 * names.
 */
@NullMarked
package io.griot.sandbox.protocol;

import org.jspecify.annotations.NullMarked;
