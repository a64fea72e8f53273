/** From javac's syntax tree to the graph: names, types, overloads, and every "not supported". */
@NullMarked
package org.backwire.processor.source;

import org.jspecify.annotations.NullMarked;
