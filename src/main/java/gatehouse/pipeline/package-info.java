/**
 * In what order: the story of one request, and the plans that it reads. The steps do not know each
 * other; only this package knows them all.
 */
@NullMarked
package gatehouse.pipeline;

import org.jspecify.annotations.NullMarked;
