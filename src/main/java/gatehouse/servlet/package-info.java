/**
 * How the gateway is hosted: the one servlet, the bridges between the container's non-blocking
 * streams and bodies, and the listener that builds and takes down the world. The only package that
 * knows the servlet API.
 */
@NullMarked
package gatehouse.servlet;

import org.jspecify.annotations.NullMarked;
