/**
 * JSON in memory, read and written within bounds. Whatever a text is like, reading it fails in one
 * way only, and what fails quotes nothing of it. Nothing here outlives the application.
 */
@NullMarked
package gatehouse.json;

import org.jspecify.annotations.NullMarked;
