package org.backwire.processor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A method that has a companion.
 *
 * @param shapes how each parameter is made of operands
 * @param result how the result is made of results
 * @param objects the numbers of the parameters that are objects, which may be changed between two calls
 * @param derivatives the names of the constants of {@code Derivative} that the companion offers
 * @param steady whether a second call with the same arguments gives the same
 * @param owns whether the arrays it returns are its own: made by it, each another one, and known to nobody else
 * @param lending what its {@code forwardBackward} is to callers
 */
public record Callee(
        Member method,
        ClassRef companion,
        List<String> parameters,
        List<Shape> shapes,
        Shape result,
        List<Integer> wrt,
        List<Integer> objects,
        Set<String> derivatives,
        boolean steady,
        boolean owns,
        Lending lending) {
    /** How the name of the companion of a helper begins that calls itself. */
    public static final String RECURSIVE = "Recursive";

    /** The name of the record that such a companion has where the helper does not return just one value. */
    public static final String RETURNED = "Returned";

    /** The sum of an array as a stream computes it, whose slopes are all 1. */
    public static final ClassRef STREAM_SUM = ClassRef.of("org.backwire", "StreamSum");

    public Callee {
        parameters = List.copyOf(parameters);
        shapes = List.copyOf(shapes);
        wrt = List.copyOf(wrt);
        objects = List.copyOf(objects);
        derivatives = Set.copyOf(derivatives);
    }

    /** Of parameters that are no records and a number as a result, in first and second order. */
    public static Callee of(
            Member method,
            ClassRef companion,
            List<String> parameters,
            List<Type> types,
            Type result,
            List<Integer> wrt) {
        List<Shape> shapes =
                types.stream().map(type -> (Shape) new Shape.Single(type)).toList();
        return new Callee(
                method,
                companion,
                parameters,
                shapes,
                new Shape.Single(result),
                wrt,
                List.of(),
                Set.of("GRADIENT", "HVP"),
                true,
                true,
                Lending.NONE);
    }

    /** The same method, by another name, with another result. */
    public Callee returning(
            Member by, Shape other, List<Integer> moving, Set<String> offered, boolean isSteady, boolean isOwner) {
        return new Callee(
                by, companion, parameters, shapes, other, moving, objects, offered, isSteady, isOwner, lending);
    }

    /** The numbers of the operands that belong to {@code wrt} parameters. */
    public List<Integer> wrtOperands() {
        List<Integer> operands = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < shapes.size(); i++) {
            for (int end = next + shapes.get(i).size(); next < end; next++) {
                if (wrt.contains(i)) {
                    operands.add(next);
                }
            }
        }
        return operands;
    }

    /** The name of the parameter to which an operand belongs. */
    public String parameterOf(int operand) {
        int next = 0;
        for (int i = 0; i < shapes.size(); i++) {
            next += shapes.get(i).size();
            if (operand < next) {
                return parameters.get(i);
            }
        }
        throw new IllegalArgumentException("no operand " + operand);
    }

    /** Whether it is a helper that calls itself: its companion stands in another one. */
    public boolean isRecursive() {
        return isFrame(companion);
    }

    /** Whether a class is the companion of a helper that calls itself, whose objects are the frames of its calls. */
    public static boolean isFrame(ClassRef type) {
        return type.simpleNames().size() > 1 && type.simpleName().startsWith(RECURSIVE);
    }

    /** What it is called: the companion of a helper may compute its value, too. */
    public String title() {
        if (!method.owner().equals(companion) || !isRecursive()) {
            return method.name();
        }
        String nested = companion.simpleName();
        int first = nested.offsetByCodePoints(RECURSIVE.length(), 1);
        return nested.substring(RECURSIVE.length(), first).toLowerCase(Locale.ROOT) + nested.substring(first);
    }

    /** Whether it is the sum of a stream. */
    public boolean isStreamSum() {
        return companion.equals(STREAM_SUM);
    }

    /** Whether it returns one number. */
    public boolean isScalar() {
        return result instanceof Shape.Single single && single.type().isPrimitive();
    }

    /** Whether calls of it get frames if it calls itself: more than numbers go back. */
    public boolean mayHaveFrame() {
        return !goesByNumbers() && !wrt.isEmpty() && hasGradients();
    }

    /** Whether it returns one number, and each of its slopes is one. */
    public boolean goesByNumbers() {
        return isScalar()
                && wrtShapes().stream().flatMap(shape -> shape.types().stream()).allMatch(Type::isPrimitive);
    }

    /** The field of a frame in which {@code forward} leaves a result, if there are several. */
    public String resultField(int result) {
        String name = ((Shape.Compound) this.result).names().get(result);
        return field("value" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    /** The field of a frame in which {@code backward} leaves the gradient of a parameter, if there are several. */
    public String gradientField(int parameter) {
        return field("d" + parameters.get(parameter));
    }

    private String field(String wish) {
        String name = wish;
        while (parameters.contains(name)) {
            name += "_";
        }
        return name;
    }

    List<Shape> wrtShapes() {
        return wrt.stream().map(shapes::get).toList();
    }

    /** Whether the companion has a {@code forwardBackward} that is given a workspace. */
    public boolean takesWorkspace() {
        return lending == Lending.WORKSPACE;
    }

    /** Whether any of the results has a gradient. */
    public boolean hasGradients() {
        return !movingResults().isEmpty();
    }

    /** The numbers of the results that have gradients. */
    public List<Integer> movingResults() {
        List<Type> types = result.types();
        return IntStream.range(0, types.size())
                .filter(i -> types.get(i).isDifferentiable())
                .boxed()
                .toList();
    }

    /** The accessors of what belongs to {@code wrt} parameters, in records that have a component for each of them. */
    List<String> components(String prefix) {
        List<String> all = new ArrayList<>();
        for (int i : wrt) {
            all.addAll(paths(prefix + parameters.get(i), shapes.get(i)));
        }
        return all;
    }

    static List<String> paths(String root, Shape shape) {
        return shape.paths().stream().map(path -> "." + root + "()" + path).toList();
    }
}
