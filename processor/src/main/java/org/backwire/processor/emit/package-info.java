/** From the graph to plain Java: names, statements, and the companion's members. */
@NullMarked
package org.backwire.processor.emit;

import org.jspecify.annotations.NullMarked;
