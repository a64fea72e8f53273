package org.backwire.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;

/** Where a tree stands; the {@link org.backwire.processor.graph.Origin#place() place} of every origin made here. */
public record TreePlace(Tree tree, CompilationUnitTree unit) {}
