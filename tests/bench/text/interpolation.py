import sys

names = ["Ada", "Grace", "Alan", "Edsger", "Barbara"]
check = 0
for i in range(int(sys.argv[1])):
    line = f"{names[i % 5]} has {i} points, {i * 7 % 100} more than {names[i % 3]}"
    check = (check * 31 + len(line)) % 1000003
    if line[len(line) // 2] == "i":
        check += 1
print(check)
