package org.backwire.processor.graph;

import java.util.List;

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

    @Override
    public String toString() {
        String nested = String.join(".", simpleNames);
        return packageName.isEmpty() ? nested : packageName + "." + nested;
    }
}
