/** Scans what the processes write and send while they are tested. */
@org.jspecify.annotations.NullMarked
package io.griot.local.disclosure;
