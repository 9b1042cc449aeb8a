/** The session host's image, run against the local stack. */
@org.jspecify.annotations.NullMarked
package io.griot.local.image;
