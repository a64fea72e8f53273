package org.backwire.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What javac is not to complain of in a companion, as it does not in the class of the user: what is suppressed there, and what
 * is deprecated there, which javac passes over within one top-level class.
 */
final class CarriedLints extends TreeScanner<Void, Void> {
    /** What javac finds in expressions and types, of which a companion has many of the user's. */
    private static final Set<String> OF_CODE = Set.of(
            "unchecked",
            "rawtypes",
            "deprecation",
            "removal",
            "divzero",
            "cast",
            "varargs",
            "static",
            "preview",
            "lossy-conversions",
            "fallthrough",
            "try",
            "empty",
            "synchronization",
            "finally");

    private final Set<String> found = new TreeSet<>();

    private CarriedLints() {}

    static Set<String> of(@Nullable Tree topLevel) {
        CarriedLints lints = new CarriedLints();
        lints.scan(topLevel, null);
        if (lints.found.contains("rawtypes") || lints.found.contains("unchecked")) {
            lints.found.add("cast"); // what is a raw type there may be known for more here
        }
        return lints.found;
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree tree, Void unused) {
        String name = Suppressions.nameOf(tree);
        if (name.equals("Deprecated")) {
            found.add("deprecation");
            if (tree.getArguments().stream().anyMatch(CarriedLints::isForRemoval)) {
                found.add("removal");
            }
        } else if (name.equals("SafeVarargs")) {
            found.add("unchecked");
        } else if (name.equals(Suppressions.ANNOTATION)) {
            tree.getArguments()
                    .forEach(argument -> new TreeScanner<Void, Void>() {
                        @Override
                        public @Nullable Void visitLiteral(LiteralTree literal, Void nothing) {
                            if (literal.getValue() instanceof String lint && OF_CODE.contains(lint)) {
                                found.add(lint);
                            }
                            return null;
                        }
                    }.scan(argument, null));
        }
        return null;
    }

    private static boolean isForRemoval(Tree argument) {
        return argument instanceof AssignmentTree assignment
                && assignment.getVariable().toString().equals("forRemoval")
                && assignment.getExpression() instanceof LiteralTree literal
                && Boolean.TRUE.equals(literal.getValue());
    }
}
