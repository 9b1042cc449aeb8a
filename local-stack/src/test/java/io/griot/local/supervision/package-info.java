/** The supervisor with the local AWS services, on a clock that tests set. */
@org.jspecify.annotations.NullMarked
package io.griot.local.supervision;
