package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a function asks of its data gives the same when it is asked once more, as long as nobody else changes them meanwhile.
 *
 * <p>Fields and components of records do. So do methods of Java that only look, such as {@code list.get(i)}, methods of objects
 * that the function makes itself, such as {@code new Random(seed)}, iterators, methods whose source shows it, and static
 * methods that return nothing and get no object that they could change. Of any other method it is not known.
 */
public final class SteadyData {
    private static final String JAVA = "java.";
    private static final String LANG = "java.lang";
    private static final String UTIL = "java.util";
    private static final String STREAMS = "java.util.stream";
    private static final ClassRef BUILDER = ClassRef.of(LANG, "StringBuilder");
    private static final ClassRef ARRAYS = ClassRef.of(UTIL, "Arrays");
    private static final ClassRef LISTS = ClassRef.of(UTIL, "Collections");
    private static final Set<String> COLLECTIONS = Set.of(UTIL, "java.util.concurrent", "java.util.concurrent.atomic");
    private static final Set<String> VALUES = Set.of("java.math", "java.time", "java.time.temporal");

    private static final ClassRef TIME_UNIT = ClassRef.of("java.util.concurrent", "TimeUnit");

    private static final Set<String> LANG_VALUES = Set.of(
            "Boolean",
            "Byte",
            "CharSequence",
            "Character",
            "Class",
            "Comparable",
            "Double",
            "Enum",
            "Float",
            "Integer",
            "Long",
            "Math",
            "Number",
            "Record",
            "Short",
            "StrictMath",
            "String");

    private static final Set<String> LOOKS = Set.of(
            "asList",
            "binarySearch",
            "cardinality",
            "ceiling",
            "ceilingEntry",
            "ceilingKey",
            "checkFromIndexSize",
            "checkFromToIndex",
            "checkIndex",
            "compare",
            "compareTo",
            "contains",
            "containsAll",
            "containsKey",
            "containsValue",
            "copyOf",
            "copyOfRange",
            "descendingIterator",
            "descendingKeySet",
            "descendingMap",
            "descendingSet",
            "doubleValue",
            "element",
            "emptyList",
            "emptyMap",
            "emptySet",
            "entrySet",
            "equals",
            "first",
            "firstEntry",
            "firstKey",
            "floatValue",
            "floor",
            "floorEntry",
            "floorKey",
            "frequency",
            "get",
            "getAsDouble",
            "getAsInt",
            "getAsLong",
            "getFirst",
            "getKey",
            "getLast",
            "getOrDefault",
            "getValue",
            "hash",
            "hashCode",
            "headMap",
            "headSet",
            "higher",
            "higherEntry",
            "higherKey",
            "indexOf",
            "intValue",
            "isEmpty",
            "isPresent",
            "iterator",
            "keySet",
            "last",
            "lastEntry",
            "lastIndexOf",
            "lastKey",
            "length",
            "listIterator",
            "longValue",
            "lower",
            "lowerEntry",
            "lowerKey",
            "max",
            "min",
            "mismatch",
            "naturalOrder",
            "navigableKeySet",
            "nextClearBit",
            "nextSetBit",
            "of",
            "ofNullable",
            "orElse",
            "orElseThrow",
            "peek",
            "peekFirst",
            "peekLast",
            "requireNonNull",
            "requireNonNullElse",
            "reversed",
            "reverseOrder",
            "size",
            "subList",
            "subMap",
            "subSet",
            "tailMap",
            "tailSet",
            "toArray",
            "toString",
            "unmodifiableCollection",
            "unmodifiableList",
            "unmodifiableMap",
            "unmodifiableSet",
            "values");

    private static final Set<String> CHANGING = Set.of("random", "now", "getInteger", "getLong", "getBoolean");

    private static final Set<String> SEEDED = Set.of("Random", "SplittableRandom");
    private static final Set<String> MADE = Set.of(
            "ArrayDeque",
            "ArrayList",
            "BitSet",
            "EnumMap",
            "HashMap",
            "HashSet",
            "Hashtable",
            "LinkedHashMap",
            "LinkedHashSet",
            "LinkedList",
            "PriorityQueue",
            "Stack",
            "StringJoiner",
            "StringTokenizer",
            "TreeMap",
            "TreeSet",
            "Vector");
    /** Static methods of {@code Arrays} and {@code Collections} that change their first argument. */
    private static final Set<String> ORDERS =
            Set.of("addAll", "parallelSort", "reverse", "rotate", "shuffle", "sort", "swap");
    /** Sources of streams. */
    private static final Set<String> OPENS = Set.of("chars", "of", "range", "rangeClosed", "stream");

    private final Set<Value> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Value> thrown = Collections.newSetFromMap(new IdentityHashMap<>());

    private SteadyData() {}

    /** The first call that may give something else at the second time; null if there is none. */
    public static @Nullable Origin unsteady(List<Function> functions) {
        for (Function function : functions) {
            Origin found = new SteadyData().unsteady(function.body());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Origin unsteady(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Throw exit) {
                thrown.add(exit.exception());
            }
        }
        for (Op op : region.ops()) {
            boolean isUnsteady = op instanceof Op.Foreign foreign
                    ? !isSteady(foreign)
                    : op instanceof Op.CallDifferentiable call && !call.callee().steady();
            if (isUnsteady) {
                return origin(op);
            }
            if (op instanceof Op.NewArray
                    || op instanceof Op.ArrayOf
                    || op instanceof Op.CloneArray
                    || op instanceof Op.DeepCopy) {
                own.addAll(op.results());
            }
            if (op instanceof Op.CastReference cast && own.contains(cast.operand())) {
                own.add(cast.result());
            }
            for (Region inner : op.regions()) {
                Origin found = unsteady(inner);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static Origin origin(Op op) {
        Origin origin = op instanceof Op.Foreign foreign ? foreign.origin() : null;
        if (origin == null && !op.results().isEmpty()) {
            origin = op.results().get(0).origin();
        }
        return Objects.requireNonNullElse(origin, new Origin(op, "this call"));
    }

    private boolean isSteady(Op.Foreign foreign) {
        ClassRef owner = foreign.member().owner();
        String name = foreign.member().name();
        return switch (foreign.use()) {
            case STATIC_FIELD, INSTANCE_FIELD, ACCESSOR, COMPONENT, RECORD, STEADY_CALL -> true;
            case CONSTRUCTOR -> isSteady(foreign, owner);
            case KEPT -> false;
            case STATIC_CALL -> looks(owner, name) || givesNothing(foreign) || opens(foreign) || orders(foreign);
            case INSTANCE_CALL -> {
                if (opens(foreign)) {
                    yield true;
                }
                boolean isOwn = foreign.receiver() != null && own.contains(foreign.receiver());
                boolean looks = looks(owner, name);
                if (looks && name.toLowerCase(Locale.ROOT).endsWith("iterator")) {
                    yield foreign.result() != null && isCollection(foreign.receiver()) && own.add(foreign.result());
                }
                if (isOwn && foreign.result() != null && isBuilder(foreign.result())) {
                    own.add(foreign.result()); // the same once more
                }
                yield looks || isOwn && owner.packageName().startsWith(JAVA);
            }
        };
    }

    private static boolean isBuilder(Value value) {
        return value.type() instanceof Type.Reference type && type.type().equals(BUILDER);
    }

    /** A stream is made for this run, and so is what its methods give. */
    private boolean opens(Op.Foreign foreign) {
        boolean isStream = foreign.result() != null
                && foreign.result().type() instanceof Type.Reference type
                && type.type().packageName().equals(STREAMS);
        ClassRef owner = foreign.member().owner();
        boolean begins = OPENS.contains(foreign.member().name())
                && (isCollection(foreign.receiver())
                        || owner.equals(ARRAYS)
                        || owner.packageName().equals(STREAMS)
                        || owner.packageName().equals(LANG));
        boolean goesOn = foreign.receiver() != null && own.contains(foreign.receiver());
        return isStream && (begins || goesOn) && own.add(Objects.requireNonNull(foreign.result()));
    }

    /** Sorts an array or a list of this run, or shuffles one by a generator of this run. */
    private boolean orders(Op.Foreign foreign) {
        List<Value> arguments = foreign.arguments();
        ClassRef owner = foreign.member().owner();
        boolean isKnown = (owner.equals(ARRAYS) || owner.equals(LISTS))
                && ORDERS.contains(foreign.member().name());
        boolean shuffles = foreign.member().name().equals("shuffle");
        return isKnown
                && own.contains(arguments.get(0))
                && (!shuffles || arguments.size() > 1 && own.contains(arguments.get(1)));
    }

    /** What only checks numbers, or tells of them, leaves nothing behind that the function reads. */
    private static boolean givesNothing(Op.Foreign foreign) {
        return foreign.result() == null && isOfValues(foreign);
    }

    private static boolean isOfValues(Op.Foreign foreign) {
        return foreign.arguments().stream()
                .map(Value::type)
                .allMatch(type -> type.isPrimitive() || type.equals(Type.Reference.STRING));
    }

    /** An {@code Iterable} may be used up. */
    private static boolean isCollection(@Nullable Value receiver) {
        return receiver != null
                && receiver.type() instanceof Type.Reference type
                && COLLECTIONS.contains(type.type().packageName());
    }

    private boolean isSteady(Op.Foreign made, ClassRef owner) {
        boolean isKnown = owner.packageName().equals(UTIL)
                        && (MADE.contains(owner.simpleName())
                                || SEEDED.contains(owner.simpleName())
                                        && !made.arguments().isEmpty()
                                || owner.simpleName().equals("Scanner") && isOfValues(made))
                || owner.equals(BUILDER);
        if (isKnown && made.result() != null) {
            own.add(made.result());
        }
        return isKnown || looks(owner, owner.simpleName()) || made.result() != null && thrown.contains(made.result());
    }

    /** Whether a call may leave an object other than it was. */
    static boolean mayChange(Op.Foreign foreign) {
        ClassRef owner = foreign.member().owner();
        String name = foreign.member().name();
        return switch (foreign.use()) {
            case STATIC_FIELD, INSTANCE_FIELD, ACCESSOR, COMPONENT, RECORD, STEADY_CALL -> false;
            case CONSTRUCTOR, STATIC_CALL, KEPT ->
                !looks(owner, name.equals("<init>") ? owner.simpleName() : name)
                        && foreign.arguments().stream().anyMatch(value -> value.type() instanceof Type.Reference);
            case INSTANCE_CALL -> !looks(owner, name);
        };
    }

    /** A function of numbers and nothing else, such as {@code Math.floorMod(i, n)}. */
    static boolean isArithmetic(Op.Foreign foreign) {
        return foreign.use() == Op.Use.STATIC_CALL
                && foreign.member().owner().packageName().equals(LANG)
                && foreign.result() != null
                && foreign.result().type().isPrimitive()
                && !foreign.arguments().isEmpty()
                && foreign.arguments().stream().allMatch(value -> value.type().isPrimitive())
                && looks(foreign.member().owner(), foreign.member().name());
    }

    private static boolean looks(ClassRef owner, String name) {
        if (CHANGING.contains(name)) {
            return false;
        }
        String in = owner.packageName();
        return VALUES.contains(in)
                || owner.equals(TIME_UNIT) && name.startsWith("to")
                || in.equals(LANG) && (LANG_VALUES.contains(owner.simpleName()) || LOOKS.contains(name))
                || COLLECTIONS.contains(in) && LOOKS.contains(name)
                || in.equals("org.backwire");
    }
}
