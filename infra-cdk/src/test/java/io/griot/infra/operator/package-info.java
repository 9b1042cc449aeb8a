@org.jspecify.annotations.NullMarked
package io.griot.infra.operator;
