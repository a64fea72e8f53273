package org.backwire.processor.graph;

import org.jspecify.annotations.Nullable;

/** What elements of arrays are called, where their user gave them no name. */
public final class Elements {
    private Elements() {}

    /** As a colleague would: {@code xi = x[i]}, {@code weight = weights[i]}; and else an element or a row. */
    public static String nounOf(Op.Load load) {
        String array = load.array().name();
        String index = load.index().name();
        String noun = array == null ? null : nounOf(array, index);
        return noun != null ? noun : load.result().type() instanceof Type.Array ? "row" : "element";
    }

    private static @Nullable String nounOf(String array, @Nullable String index) {
        boolean isShadow = array.length() > 1 && array.startsWith("d");
        if (array.length() == (isShadow ? 2 : 1) && index != null && index.length() == 1) {
            return array + index;
        }
        boolean isPlural = array.length() > (isShadow ? 4 : 3) && array.endsWith("s") && !array.endsWith("ss");
        return isPlural ? array.substring(0, array.length() - 1) : null;
    }
}
