/** The CDK app: one stack per life cycle, and the configuration that they are made from. */
@org.jspecify.annotations.NullMarked
package io.griot.infra;
