/** What the processes ask of AWS while they are tested end to end. */
@org.jspecify.annotations.NullMarked
package io.griot.testing.permissions;
