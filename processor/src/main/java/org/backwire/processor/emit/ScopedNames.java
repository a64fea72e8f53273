package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of variables: two may have the same name where neither is known in the other's region, like the i of two loops. */
final class ScopedNames {
    private static final int MANY = 50;

    private final Names names;
    private final Map<String, Integer> next = new HashMap<>();
    private final Map<String, List<Regions.Node>> known = new HashMap<>();

    ScopedNames(Names names) {
        this.names = names;
    }

    String allocate(String wish, Regions.Node scope) {
        String name = wish;
        int first = next.getOrDefault(wish, 2);
        int i = first > MANY ? first : 2; // among many, do not ask for each whether it is free in this scope
        while (!isFree(name, scope)) {
            name = wish + i++;
        }
        next.merge(wish, i, Math::max);
        known.computeIfAbsent(name, n -> new ArrayList<>()).add(scope);
        names.reserve(name);
        return name;
    }

    private boolean isFree(String name, Regions.Node scope) {
        List<Regions.Node> scopes = known.get(name);
        return scopes == null
                ? names.isFree(name)
                : scopes.stream().noneMatch(other -> other.isInside(scope) || scope.isInside(other));
    }
}
