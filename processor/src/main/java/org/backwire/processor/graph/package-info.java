/** The computational graph: what a method computes, as values, gates, regions and memory. */
@NullMarked
package org.backwire.processor.graph;

import org.jspecify.annotations.NullMarked;
