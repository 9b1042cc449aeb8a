/** What an operator does to an installation on AWS beside deploying it. */
@org.jspecify.annotations.NullMarked
package io.griot.infra.operator;
