@org.jspecify.annotations.NullMarked
package io.griot.catalogue;
