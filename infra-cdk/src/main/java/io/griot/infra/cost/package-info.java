/** The cost of an installation, from a table of prices and a table of figures. */
@org.jspecify.annotations.NullMarked
package io.griot.infra.cost;
