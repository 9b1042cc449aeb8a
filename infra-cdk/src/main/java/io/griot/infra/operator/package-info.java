/** The operator's work on an installation on AWS, besides deploying it. */
@org.jspecify.annotations.NullMarked
package io.griot.infra.operator;
