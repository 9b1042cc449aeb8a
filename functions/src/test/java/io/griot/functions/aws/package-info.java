@org.jspecify.annotations.NullMarked
package io.griot.functions.aws;
