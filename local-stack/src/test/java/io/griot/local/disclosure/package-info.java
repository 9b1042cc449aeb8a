/** Watches what the processes write and send while they are tested, for what must not be there. */
@org.jspecify.annotations.NullMarked
package io.griot.local.disclosure;
