/** Recording of the processes' actions on AWS during end-to-end tests. */
@org.jspecify.annotations.NullMarked
package io.griot.testing.permissions;
