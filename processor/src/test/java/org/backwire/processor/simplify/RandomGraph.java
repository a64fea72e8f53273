package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Type.Primitive;
import org.backwire.processor.graph.Value;

/** A function made at random: numbers of all types, arrays, branches, loops, exceptions; a seed makes the same again. */
final class RandomGraph {
    private static final Type[] TYPES = {
        Primitive.DOUBLE,
        Primitive.DOUBLE,
        Primitive.DOUBLE,
        Primitive.FLOAT,
        Primitive.INT,
        Primitive.LONG,
        Primitive.BOOLEAN
    };
    private static final Gate[] ARITHMETIC = {Gate.ADD, Gate.SUB, Gate.MUL, Gate.DIV, Gate.REM};
    private static final Gate[] TESTS = {Gate.LT, Gate.LE, Gate.GT, Gate.GE, Gate.EQ, Gate.NE};
    private static final Gate[] BITS = {
        Gate.BIT_AND, Gate.BIT_OR, Gate.BIT_XOR, Gate.SHL, Gate.SHR, Gate.USHR, Gate.ADD, Gate.DIV, Gate.REM
    };
    private static final Gate[] METHODS = {
        Gate.ABS, Gate.SQRT, Gate.EXP, Gate.FLOOR, Gate.SIGNUM, Gate.MAX, Gate.MIN, Gate.COPY_SIGN, Gate.FMA, Gate.SIN
    };

    private final SplittableRandom random;
    private final List<Value> visible = new ArrayList<>();
    private final Value array = Value.named(new Type.Array(Primitive.DOUBLE), "a");

    private RandomGraph(long seed) {
        random = new SplittableRandom(seed);
    }

    static Function of(long seed) {
        RandomGraph graph = new RandomGraph(seed);
        List<Value> parameters = new ArrayList<>();
        parameters.add(graph.array);
        for (Type type : TYPES) {
            parameters.add(Value.named(type, "p" + parameters.size()));
        }
        graph.visible.addAll(parameters.subList(1, parameters.size()));
        RegionBuilder body = new RegionBuilder();
        graph.fill(body, 25, 2);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            results.add(graph.any(TYPES[graph.random.nextInt(TYPES.length)], body));
        }
        return new Function("random", parameters, body.yielding(results));
    }

    private void fill(RegionBuilder region, int size, int depth) {
        int count = 1 + random.nextInt(size);
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(14);
            if (kind == 0 && depth > 0) {
                branch(region, depth);
            } else if (kind == 1 && depth > 0) {
                loop(region, depth);
            } else if (kind == 2) {
                region.add(new Op.Store(array, index(region), any(Primitive.DOUBLE, region), null));
            } else if (kind == 3) {
                see(region.value(new Op.Load(written(Primitive.DOUBLE), array, index(region))));
            } else if (kind == 4) {
                see(region.value(new Op.Length(fresh(Primitive.INT), array)));
            } else {
                see(apply(TYPES[random.nextInt(TYPES.length)], region));
            }
        }
    }

    private void see(Value value) {
        visible.add(value);
    }

    private Value fresh(Type type) {
        String name = random.nextInt(4) == 0 ? "v" + random.nextInt(6) : null;
        return new Value(type, name, random.nextInt(3) == 0 ? new Origin(this, "here") : null, null);
    }

    /** What may throw is the user's, or it might be dropped. */
    private Value written(Type type) {
        return new Value(type, null, new Origin(this, "here"), null);
    }

    private Value index(RegionBuilder region) {
        return random.nextInt(8) == 0 ? any(Primitive.INT, region) : region.constant(Primitive.INT, random.nextInt(3));
    }

    private Value any(Type type, RegionBuilder region) {
        List<Value> fitting = visible.stream().filter(v -> v.type() == type).toList();
        return random.nextInt(4) == 0 ? constant(type, region) : fitting.get(random.nextInt(fitting.size()));
    }

    private Value constant(Type type, RegionBuilder region) {
        int number = random.nextInt(-1, 4);
        return region.constant(
                type,
                switch ((Primitive) type) {
                    case DOUBLE -> random.nextInt(5) == 0 ? (Object) (-0.0) : (Object) (double) number;
                    case FLOAT -> (float) number;
                    case INT -> number;
                    case LONG -> (long) number;
                    default -> number > 1;
                });
    }

    private Value apply(Type type, RegionBuilder region) {
        if (type == Primitive.BOOLEAN) {
            Type compared = TYPES[random.nextInt(TYPES.length - 1)];
            return random.nextInt(3) == 0
                    ? gate(region, Gate.NOT, type, any(type, region))
                    : gate(region, pick(TESTS), type, any(compared, region), any(compared, region));
        }
        if (random.nextInt(6) == 0) {
            Type from = TYPES[random.nextInt(TYPES.length - 1)];
            return gate(region, Gate.CAST, type, any(from, region));
        }
        if (random.nextInt(6) == 0) {
            return gate(region, Gate.NEG, type, any(type, region));
        }
        if (type == Primitive.DOUBLE && random.nextInt(3) == 0) {
            Gate gate = pick(METHODS);
            int arity = gate == Gate.FMA ? 3 : gate == Gate.MAX || gate == Gate.MIN || gate == Gate.COPY_SIGN ? 2 : 1;
            List<Value> operands = new ArrayList<>();
            for (int i = 0; i < arity; i++) {
                operands.add(any(type, region));
            }
            String owner = random.nextBoolean() ? "Math" : "StrictMath";
            Member method = Member.of("java.lang", gate == Gate.FMA ? "Math" : owner, gate.title());
            return region.value(new Op.Apply(fresh(type), gate, operands, method, null));
        }
        Gate gate = type == Primitive.INT || type == Primitive.LONG ? pick(BITS) : pick(ARITHMETIC);
        return gate(region, gate, type, any(type, region), any(type, region));
    }

    private Value gate(RegionBuilder region, Gate gate, Type type, Value... operands) {
        boolean divides = gate == Gate.DIV || gate == Gate.REM;
        Value result = divides && !type.isFloating() ? written(type) : fresh(type);
        return region.value(Op.Apply.of(result, gate, operands));
    }

    private Gate pick(Gate[] gates) {
        return gates[random.nextInt(gates.length)];
    }

    private void branch(RegionBuilder region, int depth) {
        Value condition = any(Primitive.BOOLEAN, region);
        List<Type> types = someTypes();
        Op.If branch = new Op.If(
                types.stream().map(this::fresh).toList(), condition, inner(types, depth), inner(types, depth));
        region.add(branch);
        visible.addAll(branch.results());
    }

    private List<Type> someTypes() {
        List<Type> types = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            types.add(TYPES[random.nextInt(TYPES.length)]);
        }
        return types;
    }

    private Region inner(List<Type> types, int depth) {
        int size = visible.size();
        RegionBuilder inner = new RegionBuilder();
        fill(inner, 6, depth - 1);
        List<Value> yields = types.stream().map(t -> any(t, inner)).toList();
        visible.subList(size, visible.size()).clear();
        return inner.yielding(yields);
    }

    /** A loop of at most three rounds. */
    private void loop(RegionBuilder region, int depth) {
        List<Type> types = someTypes();
        List<Value> initials = new ArrayList<>();
        List<Value> variables = new ArrayList<>();
        for (Type type : types) {
            initials.add(any(type, region));
            variables.add(fresh(type));
        }
        Value counter = Value.named(Primitive.INT, "i");
        initials.add(region.constant(Primitive.INT, 0));
        int size = visible.size();
        visible.addAll(variables);
        visible.add(counter);
        RegionBuilder test = new RegionBuilder();
        Value limit = test.constant(Primitive.INT, random.nextInt(4));
        Region testing = test.yielding(test.apply(Gate.LT, Primitive.BOOLEAN, counter, limit));
        RegionBuilder body = new RegionBuilder();
        fill(body, 6, depth - 1);
        List<Value> yields = new ArrayList<>();
        for (Type type : types) {
            yields.add(any(type, body));
        }
        Value one = body.constant(Primitive.INT, 1);
        yields.add(body.apply(Gate.ADD, Primitive.INT, counter, one));
        visible.subList(size, visible.size()).clear();
        variables.add(counter);
        Op.Loop loop = new Op.Loop(
                variables.stream().map(v -> fresh(v.type())).toList(),
                variables,
                initials,
                testing,
                body.yielding(yields));
        region.add(loop);
        visible.addAll(loop.results());
    }
}
