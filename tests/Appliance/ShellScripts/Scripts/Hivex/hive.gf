#: args -N fs:ext4:20M -m /dev/sda1
#: words
!echo H4sIAAAAAAACA+2Yv07DMBDGPydpxQASAwNjJoQQD8BKH4BWiBcIwmlR0gpBw9xH4DH6GIyMjIyMHRm7hbvY7h8pAtaK7yedfLY/23cnZcg92mFuAKgF1O9s+AN1Drc1ZPc5qYY5q0AIIYQQQggh/4PR7f0E/v++jfe6rp8KIIUz7QEcNWMya9PPRT8pzsPpVcsg8mMqjkjqWPxT4+7Uedtdidh1v3+j/kI0z4UL8xXrXoSu38EiR4YKJaZ+/bPRJ9gXf+n1alfZ2Or+l+7LmVJO2ZU+1jdnZ/7tRl+NEfRzGT/E9kzIM93Kc7ARe+0J/k95aq/lsnwYZfj7vbpxHP1ev56dZut6GHQ1fjkX+/x6Xqv5mShOOl03X8p8YVx9yzzChXExvhh359sBvx1CCCGEEEII2SW+AQhqgX0AIAAA | base64 -d | gunzip > hive
upload hive /hive
hivex-open /hive write:true
hivex-root
hivex-node-name 4176
hivex-node-children 4176
hivex-node-get-child 4176 Beta
hivex-node-parent 4496
hivex-node-values 4176
hivex-node-get-value 4176 Name
hivex-value-key 4312
hivex-value-type 4312
hivex-value-value 4312
hivex-value-string 4312
hivex-value-utf8 4312
hivex-node-add-child 4176 Gamma
hivex-node-set-value 4496 New 4 "abcd"
hivex-node-delete-child 4408
hivex-node-children 4176
hivex-commit /out
hivex-close
-hivex-root
hivex-open /hive
hivex-node-children 4176
-hivex-node-name 1
-hivex-node-get-child 4176 None
-hivex-open /none
