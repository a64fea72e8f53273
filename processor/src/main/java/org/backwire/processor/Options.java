package org.backwire.processor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.TapePolicy;

/**
 * The options of the processor, {@code -Abackwire.without=early-adjoint,routers}, {@code -Abackwire.tape=record} and {@code
 * -Abackwire.split=4000}.
 */
final class Options {
    private static final String WITHOUT = "backwire.without";
    private static final String TAPE = "backwire.tape";
    static final Set<String> NAMES = Set.of(WITHOUT, TAPE, MethodLimit.OPTION);

    private final Map<String, String> given;
    private final Consumer<String> errors;

    private Options(Map<String, String> given, Consumer<String> errors) {
        this.given = given;
        this.errors = errors;
    }

    /**
     * Reads the options.
     *
     * @param errors takes a message for each value that is none
     */
    static Optimizations read(Map<String, String> given, Consumer<String> errors) {
        Options options = new Options(given, errors);
        Set<Optimization> without = EnumSet.noneOf(Optimization.class);
        without.addAll(options.values(WITHOUT, Optimization.values(), Optimization::title));
        List<TapePolicy> tapes = options.values(TAPE, TapePolicy.values(), TapePolicy::title);
        options.checkLimit();
        return new Optimizations(without, tapes.isEmpty() ? TapePolicy.MINIMUM_CUT : tapes.get(tapes.size() - 1));
    }

    private void checkLimit() {
        String bytes = given.get(MethodLimit.OPTION);
        if (bytes != null && !bytes.isEmpty() && !MethodLimit.isOne(bytes)) {
            refuse(bytes, MethodLimit.OPTION, MethodLimit.RANGE);
        }
    }

    private void refuse(String word, String option, String known) {
        errors.accept(Problem.UNKNOWN_OPTION.message(List.of(word, option, known)));
    }

    private <T> List<T> values(String option, T[] all, Function<T, String> title) {
        List<T> values = new ArrayList<>();
        String list = given.get(option);
        for (String word : list == null ? new String[0] : list.split(",")) {
            String name = word.strip();
            List<T> named = Arrays.stream(all)
                    .filter(value -> title.apply(value).equals(name))
                    .toList();
            if (named.isEmpty() && !name.isEmpty()) {
                String titles = Arrays.stream(all).map(title).collect(Collectors.joining(", "));
                refuse(name, option, titles);
            }
            values.addAll(named);
        }
        return values;
    }
}
