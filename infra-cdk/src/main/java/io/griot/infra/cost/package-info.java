/** What an installation costs, from one table of prices and one of figures. */
@org.jspecify.annotations.NullMarked
package io.griot.infra.cost;
