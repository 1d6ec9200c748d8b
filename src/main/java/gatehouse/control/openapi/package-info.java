/**
 * OpenAPI documents and the resources of an API, made of one another. Pure functions: nothing is
 * fetched, stored or logged here.
 */
@NullMarked
package gatehouse.control.openapi;

import org.jspecify.annotations.NullMarked;
