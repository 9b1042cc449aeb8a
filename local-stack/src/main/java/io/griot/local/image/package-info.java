/** Runs the session host's image against the local stack. */
@org.jspecify.annotations.NullMarked
package io.griot.local.image;
