/**
 * What a page and the server say to each other. The build makes the page's TypeScript types of
 * these records ({@code sandbox/src/build/WireTypes.java}), so each component's name, nullability
 * and comment stand here once. Field names are the wire's names.
 */
@NullMarked
package io.griot.sandbox.protocol;

import org.jspecify.annotations.NullMarked;
