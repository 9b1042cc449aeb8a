/** The CDK app: a stack per life cycle, and the configuration. */
@org.jspecify.annotations.NullMarked
package io.griot.infra;
