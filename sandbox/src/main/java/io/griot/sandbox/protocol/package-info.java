/**
 * The messages between a page and the server. The build generates the page's TypeScript types from
 * these records ({@code sandbox/src/build/WireTypes.java}), so that each component's name,
 * nullability and comment is written once. Names of fields are those on the wire.
 */
@NullMarked
package io.griot.sandbox.protocol;

import org.jspecify.annotations.NullMarked;
