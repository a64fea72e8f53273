package org.backwire.processor.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name of a class: its package ("" for the unnamed one) and its simple names, outermost first. */
public record ClassRef(String packageName, List<String> simpleNames) {
    public ClassRef {
        simpleNames = List.copyOf(simpleNames);
    }

    public static ClassRef of(String packageName, String... simpleNames) {
        return new ClassRef(packageName, List.of(simpleNames));
    }

    public String simpleName() {
        return simpleNames.get(simpleNames.size() - 1);
    }

    /** The type of a class that is nested in this one. */
    public Type.Reference reference(String nested) {
        List<String> names = new ArrayList<>(simpleNames);
        names.add(nested);
        return new Type.Reference(new ClassRef(packageName, names), List.of());
    }

    // As a record would have it, but without the machinery that is started for it at the first call.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClassRef ref
                && packageName.equals(ref.packageName)
                && simpleNames.equals(ref.simpleNames);
    }

    @Override
    public int hashCode() {
        return 31 * packageName.hashCode() + simpleNames.hashCode();
    }

    @Override
    public String toString() {
        String nested = String.join(".", simpleNames);
        return packageName.isEmpty() ? nested : packageName + "." + nested;
    }
}
